package main

import "fmt"

// secrets are what a home directory leaves in images, and texts that only look
// like it, which make the search look closer. The keys are not keys.
func (m *maker) secrets() {
	key := "-----BEGIN RSA PRIVATE KEY-----\n" + "bm90IGEga2V5\n" + "-----END RSA PRIVATE KEY-----\n"
	m.file("/root/.ssh/id_rsa", 0o600, []byte(key))
	m.file("/root/.docker/config.json", 0o600, []byte(`{"auths": {"registry.example.test": {"auth": "bm90LWEtcGFzc3dvcmQ="}}}`+"\n"))
	m.text("/srv/app/.env", "AWS_ACCESS_KEY_ID=AKIA0000000000000000\naws_secret_access_key = 0000000000000000000000000000000000000000\nAPI_KEY=00000000000000000000ABCD\n")
	for i := range m.count(30) {
		m.text(fmt.Sprintf("/srv/app/docs/keys%d.md", i), string(cut(m.prose, m.r, 2500))+"\nSet api_key and look for BEGIN PRIVATE KEY.\n"+string(cut(m.prose, m.r, 2500)))
	}
	for i := range m.count(400) {
		m.text(fmt.Sprintf("/srv/app/src/f%d.js", i), string(cut(m.script, m.r, m.size(4000))))
	}
	m.text("/srv/app/src/listen.js", "server.listen(8080) // LISTEN=0.0.0.0, listening on 8080\n")
}
