# METADATA
# title: The files whose content policies read
# scope: package
# schemas:
#   - input: schema["input.schema"]
package pratique.lib.retrieved

# METADATA
# title: No file at all is stored
# scope: document
none_stored if count(_paths) == 0

# METADATA
# title: A file is stored
stored(path) if input.retrieved_files[path]

# METADATA
# title: The text of a stored file
# description: Undefined where it is not stored, or is not UTF-8. Without an encoding the content is text.
text(path) := file.content if {
	file := input.retrieved_files[path]
	object.get(file, "encoding", "utf-8") != "base64"
}

# Bytes that are no UTF-8 do not come through JSON unchanged.
text(path) := decoded if {
	file := input.retrieved_files[path]
	file.encoding == "base64"
	base64.is_valid(file.content)
	decoded := base64.decode(file.content)
	json.unmarshal(json.marshal(decoded)) == decoded
}

# METADATA
# title: Why a stored file cannot be read
problem(path) := sprintf("the content of %s is not UTF-8", [path]) if {
	stored(path)
	not _is_text(path)
}

problem(path) := sprintf("only the beginning of %s was stored", [path]) if {
	_is_text(path)
	input.retrieved_files[path].truncated
}

_is_text(path) if is_string(text(path))

_paths contains path if some path, _ in input.retrieved_files
