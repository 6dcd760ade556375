package rpm

import (
	"encoding/binary"
	"slices"
)

// tag is one entry of a header that a test builds.
type tag struct {
	id    uint32
	value any // string, []string, []uint16, []uint32
}

// buildHeader writes a header as databases hold it.
func buildHeader(tags ...tag) []byte {
	var index, store []byte
	for _, t := range tags {
		kind, count := uint32(typeString), 1
		var data []byte
		align := 1
		switch v := t.value.(type) {
		case string:
			data = append([]byte(v), 0)
		case []string:
			kind, count = typeStringArray, len(v)
			for _, s := range v {
				data = append(append(data, s...), 0)
			}
		case []uint16:
			kind, count, align = typeInt16, len(v), 2
			for _, n := range v {
				data = binary.BigEndian.AppendUint16(data, n)
			}
		case []uint32:
			kind, count, align = typeInt32, len(v), 4
			for _, n := range v {
				data = binary.BigEndian.AppendUint32(data, n)
			}
		}
		for len(store)%align != 0 {
			store = append(store, 0)
		}
		for _, n := range []uint32{t.id, kind, uint32(len(store)), uint32(count)} {
			index = binary.BigEndian.AppendUint32(index, n)
		}
		store = append(store, data...)
	}
	blob := binary.BigEndian.AppendUint32(nil, uint32(len(tags)))
	blob = binary.BigEndian.AppendUint32(blob, uint32(len(store)))
	return slices.Concat(blob, index, store)
}

// buildNDB writes a database of rpm's own format.
func buildNDB(blobs [][]byte) []byte {
	db := make([]byte, ndbPage)
	put := binary.LittleEndian.PutUint32
	put(db, ndbMagic)
	put(db[12:], 1)
	put(db[16:], uint32(len(blobs)+1))
	for at := 32; at < ndbPage; at += ndbSlot {
		put(db[at:], ndbSlotMagic)
	}
	for i, blob := range blobs {
		slot := db[32+i*2*ndbSlot:] // every other slot is free
		put(slot[4:], uint32(i+1))
		put(slot[8:], uint32(len(db)/ndbBlock))
		start := make([]byte, 16)
		put(start, ndbBlobMagic)
		put(start[4:], uint32(i+1))
		put(start[12:], uint32(len(blob)))
		db = append(append(db, start...), blob...)
		for len(db)%ndbBlock != 0 {
			db = append(db, 0)
		}
	}
	return db
}

// buildBDB writes a Berkeley DB hash with pages of 512 bytes: the metadata, one
// bucket, and the values, those of less than 100 bytes within the bucket.
func buildBDB(order binary.ByteOrder, blobs [][]byte) []byte {
	const size = 512
	page := func(kind byte) []byte {
		p := make([]byte, size)
		p[25] = kind
		return p
	}
	meta, bucket := page(bdbHashMeta), page(bdbHash)
	var overflow [][]byte
	items, end := 0, size
	add := func(item []byte) {
		end -= len(item)
		copy(bucket[end:], item)
		order.PutUint16(bucket[bdbPageHeader+2*items:], uint16(end))
		items++
	}
	add([]byte{bdbInline, 0, 0, 0, 0}) // the number of the next package
	add([]byte{bdbInline, 9, 0, 0, 0})
	for i, blob := range blobs {
		add([]byte{bdbInline, byte(i + 1), 0, 0, 0})
		if len(blob) < 100 {
			add(append([]byte{bdbInline}, blob...))
			continue
		}
		reference := make([]byte, 12)
		reference[0] = bdbOffPage
		order.PutUint32(reference[4:], uint32(2+len(overflow)))
		order.PutUint32(reference[8:], uint32(len(blob)))
		add(reference)
		for part := range slices.Chunk(blob, size-bdbPageHeader) {
			p := page(bdbOverflow)
			copy(p[bdbPageHeader:], part)
			order.PutUint16(p[22:], uint16(len(part)))
			order.PutUint32(p[16:], uint32(3+len(overflow)))
			overflow = append(overflow, p)
		}
	}
	order.PutUint16(bucket[20:], uint16(items))
	order.PutUint32(meta[12:], bdbMagic)
	order.PutUint32(meta[20:], size)
	order.PutUint32(meta[32:], uint32(1+len(overflow)))
	return slices.Concat(append([][]byte{meta, bucket}, overflow...)...)
}

// buildSQLite writes an SQLite file with pages of 512 bytes: the schema, an inner
// page of the table Packages, and for each row a leaf and overflow pages.
func buildSQLite(blobs [][]byte) []byte {
	const size, usable = 512, 512
	pages := make([][]byte, 2)
	db := &sqlite{usable: usable}
	leaf := func(p []byte, start int, payload []byte) {
		local := db.local(int64(len(payload)))
		cell := appendVarint(nil, uint64(len(payload)))
		cell = append(append(cell, 1), payload[:local]...)
		rest := payload[local:]
		if len(rest) > 0 {
			cell = binary.BigEndian.AppendUint32(cell, uint32(len(pages)+1))
		}
		for part := range slices.Chunk(rest, usable-4) {
			o := make([]byte, size)
			if len(part) == usable-4 {
				binary.BigEndian.PutUint32(o, uint32(len(pages)+2))
			}
			copy(o[4:], part)
			pages = append(pages, o)
		}
		at := usable - len(cell)
		copy(p[at:], cell)
		p[start] = 0x0d
		binary.BigEndian.PutUint16(p[start+3:], 1)
		binary.BigEndian.PutUint16(p[start+8:], uint16(at))
	}
	schema := make([]byte, size)
	copy(schema, sqliteMagic)
	binary.BigEndian.PutUint16(schema[16:], size)
	leaf(schema, 100, slices.Concat([]byte{6, 23, 29, 29, 1, 13}, []byte("table"), []byte("Packages"), []byte("Packages"), []byte{2}))
	pages[0] = schema
	inner := make([]byte, size)
	inner[0] = 0x05
	pages[1] = inner
	for i, blob := range blobs {
		number := len(pages) + 1
		p := make([]byte, size)
		pages = append(pages, p)
		serial := appendVarint(nil, uint64(len(blob))*2+12)
		leaf(p, 0, slices.Concat([]byte{byte(2 + len(serial)), 0}, serial, blob))
		if i == len(blobs)-1 {
			binary.BigEndian.PutUint32(inner[8:], uint32(number))
			continue
		}
		at := usable - 5*(i+1)
		binary.BigEndian.PutUint32(inner[at:], uint32(number))
		inner[at+4] = byte(i + 1)
		binary.BigEndian.PutUint16(inner[12+2*i:], uint16(at))
		binary.BigEndian.PutUint16(inner[3:], uint16(i+1))
	}
	return slices.Concat(pages...)
}

func appendVarint(b []byte, v uint64) []byte {
	if v >= 1<<14 {
		b = append(b, byte(v>>14)|0x80)
	}
	if v >= 1<<7 {
		b = append(b, byte(v>>7)|0x80)
	}
	return append(b, byte(v&0x7f))
}
