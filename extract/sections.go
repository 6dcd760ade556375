package extract

import (
	"encoding/base64"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/pratique-dev/pratique/extract/document"
	"github.com/pratique-dev/pratique/extract/internal/accounts"
	"github.com/pratique-dev/pratique/extract/internal/distro"
	"github.com/pratique-dev/pratique/extract/internal/imagesize"
	"github.com/pratique-dev/pratique/extract/internal/layer"
)

// fill writes the sections that come from the layers.
func (r *rootfs) fill(doc *document.Document, p *plan) error {
	r.listDirectories(p)
	if err := r.prefetch(p); err != nil {
		return err
	}
	r.sizes(doc.Image)
	if p.listsFiles() {
		doc.Files = r.files(p)
	}
	var err error
	if p.retrieve != nil {
		if doc.RetrievedFiles, err = r.retrieved(p.retrieve, p.followed, p.longest); err != nil {
			return err
		}
	}
	if p.accounts {
		if doc.Accounts, err = r.accounts(); err != nil {
			return err
		}
	}
	if p.distro {
		if doc.Image.Distro, err = distro.Detect(r.readable); err != nil {
			return err
		}
		if err := r.contentSets(&doc.Image.Distro); err != nil {
			return err
		}
	}
	r.analysed(doc, p)
	if p.manifest {
		return r.manifestDigests(doc)
	}
	return nil
}

// analysed writes the sections that finders have filled.
func (r *rootfs) analysed(doc *document.Document, p *plan) {
	if p.packages != nil {
		doc.Packages = packageTree{r, &p.analysis}.catalogue(doc.Image.Distro)
	}
	for _, s := range p.searches {
		if s.section == secretSearch {
			doc.SecretSearch = r.matches(s.section)
		} else {
			doc.ContentSearch = r.matches(s.section)
		}
	}
	if p.scanner != nil {
		doc.Malware = r.malware(p.scanner)
	}
	doc.Problems = append(doc.Problems, r.problems...)
}

// sizes completes what only reading the layers tells.
func (r *rootfs) sizes(image *document.Image) {
	size := imagesize.Of(r.tree, r.found)
	image.Size = &size
	if len(image.Layers) != len(r.records) { // a directory
		return
	}
	var uncompressed, compressed int64
	for i, records := range r.records {
		l := &image.Layers[i]
		l.Digest, l.Size, l.CompressedSize = records.Digest, records.Size, records.StoredSize
		uncompressed += records.Size
		compressed += records.StoredSize
	}
	image.LayersSize, image.CompressedSize = &uncompressed, &compressed
}

// retrieved are the contents of regular files. Like Anchore it leaves out a path
// that is a symbolic link (compatibility.md#retrieved-files), and files that are longer
// than longest says of their paths; but a hard link is the file, and directories that are links lead on.
func (r *rootfs) retrieved(paths []string, follow map[string]bool, longest func(string) int64) (map[string]document.RetrievedFile, error) {
	files := map[string]document.RetrievedFile{}
	for _, path := range paths {
		// Anchore stores regular files only. Of a path that somebody asks for beside a policy the
		// content is what a program in the container reads.
		node := r.file(path, follow[path])
		if node == nil {
			r.notRetrieved(path, follow[path])
			continue
		}
		limit := longest(path)
		data, err := r.contents(node, limit)
		switch {
		case errors.Is(err, errTooLong):
			r.problem("retrieved_files:"+path, path, fmt.Errorf("it has %d bytes, more than the limit of %d, and was not retrieved", node.Entry.Size, limit))
		case err != nil:
			return nil, err
		case utf8.Valid(data):
			files[path] = document.RetrievedFile{Content: string(data), Encoding: "utf-8"}
		default:
			files[path] = document.RetrievedFile{Content: base64.StdEncoding.EncodeToString(data), Encoding: "base64"}
		}
	}
	return files, nil
}

// notRetrieved says of a path that is there why its content is not. Anchore says nothing.
func (r *rootfs) notRetrieved(path string, follow bool) {
	node := r.tree.Lookup(path, false)
	if node == nil {
		return
	}
	if !follow && node.Kind() == layer.Symlink && r.file(path, true) != nil {
		r.minor("retrieved_files:"+path, path, fmt.Errorf("it is a symbolic link to %s, and only regular files are retrieved, as in Anchore (--retrieve %s follows links)", node.Entry.Link, path))
		return
	}
	r.unreadable(r.minor, "retrieved_files:"+path, path)
}

// readable is the content of a file as a program in the container reads it, nil
// where there is no such file or it is too long to look at.
func (r *rootfs) readable(path string) ([]byte, error) {
	node := r.file(path, true)
	if node == nil {
		r.unreadable(r.minor, "image.distro", path)
		return nil, nil
	}
	data, err := r.contents(node, maxRead.Bytes())
	if errors.Is(err, errTooLong) {
		r.minor("image.distro", path, maxRead.Exceeded("it has %d bytes, more than the limit of %d, and was not read", node.Entry.Size, maxRead.Bytes()))
		return nil, nil
	}
	return data, err
}

func (r *rootfs) accounts() (*document.Accounts, error) {
	var files [][]byte
	for _, path := range accountPaths() {
		var data []byte
		r.unreadable(r.problem, "accounts", path)
		if node := r.file(path, true); node != nil {
			var err error
			// Too long is an error here: accounts that nobody has seen must not
			// look like none.
			if data, err = r.contents(node, maxRead.Bytes()); err != nil {
				return nil, fmt.Errorf("reading the accounts in %s: %w", path, err)
			}
		}
		files = append(files, data)
	}
	return accounts.Parse(files[0], files[1], files[2]), nil
}
