package evaluate

// Check says why a bundle would be refused, nil where it would not. name is
// what the error calls it.
func Check(name string, text []byte, o LoadOptions) error {
	_, err := translateText(name, text, o)
	return err
}
