# Generated from bundle.json (sha256:fdade15a0bc4c4a7f59c66306b996497c302527561f7b147f4de8276833d6d25) by pratique translate. Edit the bundle, not this file.
package pratique.policies.strict_2

policy := {
	"id": "b",
	"name": "strict",
	"comment": null,
	"pointer": "/policies/1",
}

# The rules in the order in which they are evaluated: gates by their first rule, then as written.
rules := []
