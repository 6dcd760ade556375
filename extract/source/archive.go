package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/pratique-dev/pratique/extract/internal/layer"
	"github.com/pratique-dev/pratique/extract/internal/spool"
)

// openArchive opens a file that `docker save` or a like tool wrote, compressed or
// not. Only a compressed one is copied.
func openArchive(_ context.Context, r Ref, o Options) (*Image, error) {
	image, err := openArchiveFile(r.Path, "", o)
	if err != nil {
		return nil, fmt.Errorf("reading archive %s: %w", r.Path, err)
	}
	return image, nil
}

// openArchiveFile opens path as an archive. Pick is the image of an OCI layout in
// it that is wanted.
func openArchiveFile(path, pick string, o Options) (*Image, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, cause(err)
	}
	image, err := openFile(file, pick, o)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	image.closers = append(image.closers, file)
	return image, nil
}

func openFile(file *os.File, pick string, o Options) (*Image, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, errors.New("it is a directory (an OCI layout is oci:DIRECTORY)")
	}
	var magic [4]byte
	n, err := io.ReadFull(file, magic[:])
	if errors.Is(err, io.EOF) {
		return nil, errors.New("it is empty")
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	head := magic[:n]
	mustCopy := layer.IsCompressed(head)
	var rest io.Reader = file
	if _, err := file.Seek(0, io.SeekStart); err != nil { // a pipe
		rest, mustCopy = io.MultiReader(bytes.NewReader(head), file), true
	}
	if !mustCopy {
		return openTar(file, info.Size(), pick, o)
	}
	blob, err := copyArchive(rest, o)
	if err != nil {
		return nil, err
	}
	return openTar(blob, blob.Size(), pick, o)
}

// copyArchive uncompresses an archive that cannot be read in any order as it is.
func copyArchive(r io.Reader, o Options) (*spool.Blob, error) {
	plain, err := layer.Decompress(r)
	if err != nil {
		return nil, err
	}
	defer plain.Close()
	blob, err := o.Store.Put(plain, o.MaxBytes)
	if err != nil {
		return nil, fmt.Errorf("copying it: %w", err)
	}
	if blob.Size() == 0 {
		return nil, errors.New("it is empty")
	}
	return blob, nil
}

// openTar opens an image in an uncompressed archive, whichever of the two formats
// it has. An archive of a recent `docker save` has both.
func openTar(r io.ReaderAt, size int64, pick string, o Options) (*Image, error) {
	index, err := indexTar(r, size)
	if err != nil {
		return nil, err
	}
	switch {
	case o.layout && !index.has("index.json") && index.has("manifest.json"):
		return nil, errors.New("it is not a layout, but an archive of docker save (write archive:FILE)")
	case pick == "" && index.has("manifest.json"):
		return openDocker(index, o)
	case index.has("index.json"):
		return openLayout(index, pick, o)
	default:
		return nil, errors.New("it is not an image: neither manifest.json nor index.json is in it")
	}
}

// cause leaves the path out of an error that is told with it anyway.
func cause(err error) error {
	if pathError, ok := errors.AsType[*os.PathError](err); ok {
		return pathError.Err
	}
	return err
}
