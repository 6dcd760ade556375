// Package sample makes small texts and documents: texts that a regular
// expression matches, and documents from the templates in a trigger's METADATA.
package sample
