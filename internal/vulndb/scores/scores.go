// Package scores reads what is known of CVEs beside the vulnerability records: CVSS vectors
// (records of osv.dev, of the NVD, of the CVE program), the probability that they will be
// exploited (EPSS), and which are known to be (CISA's KEV catalogue).
package scores

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/printable"
)

// Table is what is known, by CVE.
type Table struct {
	Vectors   map[string][]string // CVSS vectors, the newest version of CVSS first
	EPSS      map[string]EPSS
	Exploited map[string]Exploited
	// EPSSDate (RFC 3339) and EPSSModel are those of the file, CatalogVersion and CatalogDate those of the catalogue.
	EPSSDate, EPSSModel         string
	CatalogVersion, CatalogDate string
	Unreadable                  int // files of CVEs that have neither of the known forms
}

// EPSS is the probability, from 0 to 1, that a vulnerability is exploited within 30 days,
// and the share of all vulnerabilities whose probability is not higher.
type EPSS struct{ Score, Percentile float64 }

// Exploited is an entry of the catalogue of known exploited vulnerabilities. Dates are YYYY-MM-DD.
type Exploited struct {
	Added, Due string
	Ransomware bool // known to be used by ransomware campaigns
}

// New is an empty table.
func New() *Table {
	return &Table{Vectors: map[string][]string{}, EPSS: map[string]EPSS{}, Exploited: map[string]Exploited{}}
}

// maxFile bounds a file, in bytes: a year of the NVD has some 200 MB.
const maxFile = 4 << 30

// ReadVectors reads a file, a zip archive or a folder of CVE records. Of several records of one
// CVE the first that has vectors counts.
func (t *Table) ReadVectors(name string) error {
	before := len(t.Vectors)
	if err := t.readVectors(name); err != nil {
		return fmt.Errorf("reading scores: %w", err)
	}
	if len(t.Vectors) == before {
		return fmt.Errorf("reading scores: %s rates no CVE that was not rated already (expected records of osv.dev, NVD JSON 2.0 or CVE 5)", name)
	}
	return nil
}

func (t *Table) readVectors(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !isRecords(path) {
				return err
			}
			return t.readFile(path)
		})
	}
	return t.readFile(name)
}

func isRecords(name string) bool {
	return slices.ContainsFunc([]string{".json", ".json.gz", ".zip"}, func(end string) bool { return strings.HasSuffix(name, end) })
}

func (t *Table) readFile(name string) error {
	if strings.HasSuffix(name, ".zip") {
		return t.readZip(name)
	}
	in, err := open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := t.decode(in); err != nil {
		return fmt.Errorf("%s: %w", printable.Text(name), err)
	}
	return nil
}

func (t *Table) readZip(name string) error {
	archive, err := zip.OpenReader(name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer archive.Close()
	for _, entry := range archive.File {
		if !strings.HasSuffix(entry.Name, ".json") {
			continue
		}
		content, err := entry.Open()
		if err == nil {
			err = t.decode(boundedfile.Reader(content, maxFile))
			content.Close()
		}
		if err != nil {
			return fmt.Errorf("%s: %s: %w", name, printable.Text(entry.Name), err)
		}
	}
	return nil
}

// opened is a file, decompressed where it is gzip.
type opened struct {
	io.Reader
	file *os.File
}

func (o opened) Close() error { return o.file.Close() }

func open(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	buffered := bufio.NewReaderSize(f, 1<<16)
	if magic, _ := buffered.Peek(2); !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return opened{boundedfile.Reader(buffered, maxFile), f}, nil
	}
	unzipped, err := gzip.NewReader(buffered)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return opened{boundedfile.Reader(unzipped, maxFile), f}, nil
}

type metric struct {
	Type     string
	CVSSData struct{ VectorString string }
}

// record has the fields of all three forms.
type record struct {
	ID              string
	Severity        []struct{ Type, Score string }
	Vulnerabilities json.RawMessage
	CVEMetadata     struct{ CVEID string }
	Containers      struct {
		CNA struct{ Metrics []map[string]json.RawMessage }
		ADP []struct{ Metrics []map[string]json.RawMessage }
	}
}

// decode reads one file. The NVD's is one object with a long list, so that it is read as a
// stream of tokens up to there.
func (t *Table) decode(in io.Reader) error {
	d := json.NewDecoder(in)
	if token, err := d.Token(); err != nil || token != json.Delim('{') {
		return errors.Join(errors.New("it is not a JSON object"), err)
	}
	var one record
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		switch key {
		case "vulnerabilities":
			err = t.nvd(d)
		case "id":
			err = d.Decode(&one.ID)
		case "severity":
			err = d.Decode(&one.Severity)
		case "cveMetadata":
			err = d.Decode(&one.CVEMetadata)
		case "containers":
			err = d.Decode(&one.Containers)
		default:
			var skipped json.RawMessage
			err = d.Decode(&skipped)
		}
		if err != nil {
			return err
		}
	}
	t.record(one)
	return nil
}

func (t *Table) record(one record) {
	var vectors []string
	id := one.ID
	for _, s := range one.Severity {
		if strings.HasPrefix(s.Type, "CVSS_") {
			vectors = append(vectors, s.Score)
		}
	}
	if one.CVEMetadata.CVEID != "" {
		id = one.CVEMetadata.CVEID
		lists := one.Containers.CNA.Metrics
		for _, adp := range one.Containers.ADP {
			lists = append(lists, adp.Metrics...)
		}
		for _, metrics := range lists {
			for _, name := range []string{"cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0"} {
				var data struct{ VectorString string }
				if raw, ok := metrics[name]; ok && json.Unmarshal(raw, &data) == nil && data.VectorString != "" {
					vectors = append(vectors, data.VectorString)
				}
			}
		}
	}
	t.add(id, vectors)
}

func (t *Table) nvd(d *json.Decoder) error {
	if token, err := d.Token(); err != nil || token != json.Delim('[') {
		return errors.Join(errors.New("vulnerabilities is not a list"), err)
	}
	for d.More() {
		var item struct {
			CVE struct {
				ID      string
				Metrics map[string]json.RawMessage
			}
		}
		if err := d.Decode(&item); err != nil {
			return err
		}
		var vectors []string
		for _, name := range []string{"cvssMetricV40", "cvssMetricV31", "cvssMetricV30", "cvssMetricV2"} {
			var list []metric
			raw, ok := item.CVE.Metrics[name]
			if !ok {
				continue
			}
			if err := json.Unmarshal(raw, &list); err != nil {
				return fmt.Errorf("%s: %s: %w", printable.Text(item.CVE.ID), name, err)
			}
			// The NVD's own rating, and without one those of others.
			slices.SortStableFunc(list, func(a, b metric) int { return primary(b) - primary(a) })
			for _, m := range list {
				if primary(m) == primary(list[0]) && m.CVSSData.VectorString != "" {
					vectors = append(vectors, m.CVSSData.VectorString)
				}
			}
		}
		t.add(item.CVE.ID, vectors)
	}
	_, err := d.Token()
	return err
}

func primary(m metric) int {
	if m.Type == "Primary" {
		return 1
	}
	return 0
}

func (t *Table) add(id string, vectors []string) {
	if id == "" {
		t.Unreadable++
	}
	if _, known := t.Vectors[id]; known || len(vectors) == 0 || !strings.HasPrefix(id, "CVE-") {
		return
	}
	slices.SortStableFunc(vectors, func(a, b string) int { return strings.Compare(cvssVersion(b), cvssVersion(a)) })
	t.Vectors[id] = slices.Compact(vectors)
}

// cvssVersion is "2" for vectors without a prefix.
func cvssVersion(vector string) string {
	if rest, ok := strings.CutPrefix(vector, "CVSS:"); ok {
		version, _, _ := strings.Cut(rest, "/")
		return version
	}
	return "2"
}

func instant(s string) string {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999-0700", "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC().Format(time.RFC3339)
		}
	}
	return ""
}
