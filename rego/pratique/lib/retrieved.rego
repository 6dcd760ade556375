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
# description: Undefined where it is not stored, or is not UTF-8.
text(path) := file.content if {
	file := input.retrieved_files[path]
	file.encoding != "base64"
}

# METADATA
# title: Why a stored file cannot be read
# description: The extractor writes base64 where the content is not UTF-8.
problem(path) := sprintf("the content of %s is not UTF-8", [path]) if {
	input.retrieved_files[path].encoding == "base64"
}

problem(path) := sprintf("only the beginning of %s was stored", [path]) if {
	file := input.retrieved_files[path]
	file.encoding != "base64"
	file.truncated
}

_paths contains path if some path, _ in input.retrieved_files
