package layer

import (
	"errors"
	"io"
)

// aheadChunk and aheadChunks say how far a decompressor may run ahead of the tar
// reader: enough to keep both busy, little enough to stay in the cache.
const (
	aheadChunk  = 64 << 10
	aheadChunks = 4
)

// errStopped is what the producer sees when the consumer has gone.
var errStopped = errors.New("reader closed")

// ahead reads from another reader in a goroutine of its own.
type ahead struct {
	full  chan []byte
	empty chan []byte
	stop  chan struct{}
	done  chan struct{}
	now   []byte // the chunk being read
	rest  []byte // what is left of it
	err   error  // set before full is closed
}

// newAhead starts to read r, and closes it in the end.
func newAhead(r io.ReadCloser) *ahead {
	a := &ahead{
		full:  make(chan []byte, aheadChunks),
		empty: make(chan []byte, aheadChunks),
		stop:  make(chan struct{}),
		done:  make(chan struct{}),
	}
	for range aheadChunks {
		a.empty <- nil // made when they are needed: small layers need one
	}
	go a.produce(r)
	return a
}

func (a *ahead) produce(r io.ReadCloser) {
	defer close(a.done)
	defer close(a.full)
	defer r.Close()
	for {
		var chunk []byte
		select {
		case chunk = <-a.empty:
		case <-a.stop:
			a.err = errStopped
			return
		}
		if chunk == nil {
			chunk = make([]byte, aheadChunk)
		}
		// Not io.ReadFull, which gives a short last chunk and a truncated stream
		// the same error.
		n := 0
		var err error
		for n < aheadChunk && err == nil {
			var m int
			m, err = r.Read(chunk[n:aheadChunk])
			n += m
		}
		if n > 0 {
			a.full <- chunk[:n] // never blocks: there are no more chunks than room
		}
		if err != nil {
			a.err = err
			return
		}
	}
}

// Read implements io.Reader.
func (a *ahead) Read(p []byte) (int, error) {
	for len(a.rest) == 0 {
		if a.now != nil {
			a.empty <- a.now
			a.now = nil
		}
		chunk, ok := <-a.full
		if !ok {
			return 0, a.err
		}
		a.now, a.rest = chunk[:cap(chunk)], chunk
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// Close stops the goroutine and waits for it.
func (a *ahead) Close() error {
	close(a.stop)
	<-a.done
	return nil
}
