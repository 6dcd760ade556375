// Package java finds Java packages in jar, war, ear, jpi and hpi archives, also
// nested ones (compatibility.md#language-packages): by pom.properties, by the manifest and
// by the file's name.
package java
