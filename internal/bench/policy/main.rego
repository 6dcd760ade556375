package main

deny contains msg if {
	some instruction in input
	instruction.Cmd == "user"
	some user in instruction.Value
	user == "root"
	msg := "the image runs as root"
}

deny contains msg if {
	some instruction in input
	instruction.Cmd == "add"
	msg := sprintf("COPY instead of ADD: %v", [instruction.Value])
}
