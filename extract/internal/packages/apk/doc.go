// Package apk reads Alpine's database of installed packages (compatibility.md#packages
// and compatibility.md#package-manifests).
package apk
