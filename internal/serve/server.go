package serve

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/pratique-dev/pratique/internal/boundedfile"
	"github.com/pratique-dev/pratique/internal/limits"
)

// maxBody is the limit of a review carries the object twice.
var maxBody = limits.Bytes("request-bytes", 7<<20)

const (
	maxDepth        = 100
	maxCertificates = 16 << 20 // bytes of a file of certificates
)

// Server answers requests. Its fields are set before Serve.
type Server struct {
	Address           string
	CertFile, KeyFile string // "" for plain HTTP
	// ClientCA is a PEM file; with it, only clients with a certificate of it may use Gatekeeper's and the
	// plain API. The API server and probes present none by default.
	ClientCA string
	FailOpen bool
	Log      *slog.Logger
	// Ready says why requests cannot be answered yet, nil once they can.
	Ready func(context.Context) error

	decider *Decider
	metrics *metrics
	certs   certificates
}

type metrics struct {
	registry     *prometheus.Registry
	admissions   *prometheus.CounterVec
	unknownKinds prometheus.Counter
	failedOpen   prometheus.Counter
	duration     *prometheus.HistogramVec
}

// New makes a server that answers from a decider.
func New(d *Decider) *Server {
	m := &metrics{
		registry:     prometheus.NewRegistry(),
		admissions:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "pratique_admissions_total", Help: "Admission requests by outcome."}, []string{"outcome"}),
		unknownKinds: prometheus.NewCounter(prometheus.CounterOpts{Name: "pratique_unknown_kinds_total", Help: "Objects of kinds in which no pod is known."}),
		failedOpen:   prometheus.NewCounter(prometheus.CounterOpts{Name: "pratique_failed_open_total", Help: "Images that were allowed without a decision (--fail-open)."}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "pratique_request_duration_seconds", Help: "Time to answer, by path.", Buckets: []float64{.001, .005, .02, .1, .5, 1, 2, 5, 10},
		}, []string{"path"}),
	}
	m.registry.MustRegister(m.admissions, m.unknownKinds, m.failedOpen, m.duration)
	return &Server{decider: d, metrics: m, Log: slog.New(slog.DiscardHandler)}
}

// Handler are the server's paths.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /admission/v1", s.measured("/admission/v1", http.HandlerFunc(s.admission)))
	mux.Handle("POST /gatekeeper/v1beta1", s.measured("/gatekeeper/v1beta1", s.identified(s.gatekeeper)))
	mux.Handle("POST /v1/judge", s.measured("/v1/judge", s.identified(s.judge)))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if s.Ready != nil {
			if err := s.Ready(r.Context()); err != nil {
				http.Error(w, err.Error(), http.StatusServiceUnavailable)
				return
			}
		}
		_, _ = io.WriteString(w, "ok\n")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}))
	return s.recovered(mux)
}

// judge answers a plain list of images.
func (s *Server) judge(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Images []string `json:"images"`
	}
	if !s.read(w, r, &in) {
		return
	}
	if len(in.Images) == 0 || len(in.Images) > maxKeys {
		s.refuse(w, http.StatusBadRequest, fmt.Sprintf("expected 1 to %d images", maxKeys))
		return
	}
	type one struct {
		Answer
		Error string `json:"error,omitzero"`
	}
	list := []one{}
	for _, a := range s.decider.All(r.Context(), in.Images) {
		o := one{Answer: a}
		if a.Err != nil {
			o.Error = a.Err.Error()
		}
		list = append(list, o)
	}
	s.write(w, map[string]any{"images": list})
}

// read reads a request's body; ok is false where that was answered with an error.
func (s *Server) read(w http.ResponseWriter, r *http.Request, into any) (ok bool) {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody.Bytes()))
	if err != nil {
		s.refuse(w, http.StatusRequestEntityTooLarge, "reading the request: "+err.Error())
		return false
	}
	if deep(text) {
		s.refuse(w, http.StatusBadRequest, fmt.Sprintf("reading the request: it is nested deeper than %d", maxDepth))
		return false
	}
	if err := json.Unmarshal(text, into); err != nil {
		s.refuse(w, http.StatusBadRequest, "reading the request: "+err.Error())
		return false
	}
	return true
}

// deep says whether a JSON text is nested deeper than maxDepth.
func deep(text []byte) bool {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return true
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return false
}

func (s *Server) write(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		s.Log.Warn("writing an answer", "error", err)
	}
}

func (s *Server) refuse(w http.ResponseWriter, code int, message string) {
	http.Error(w, message, code)
}

// measured keeps how long answers take.
func (s *Server) measured(path string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		next.ServeHTTP(w, r)
		took := time.Since(begun)
		s.metrics.duration.WithLabelValues(path).Observe(took.Seconds())
		s.Log.Debug("answered", "path", path, "duration", took)
	})
}

// recovered answers a fault with an error that has a number to look for in the log: the API server
// takes it for a denial where the webhook's failurePolicy is Fail.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if reason := recover(); reason != nil {
				id := make([]byte, 6)
				_, _ = rand.Read(id)
				s.Log.Error("request failed", "id", hex.EncodeToString(id), "path", r.URL.Path, "reason", fmt.Sprint(reason))
				s.refuse(w, http.StatusInternalServerError, "pratique: the request failed; its number in the log is "+hex.EncodeToString(id))
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// identified demands a client's certificate, where there is a ClientCA.
func (s *Server) identified(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.ClientCA != "" && (r.TLS == nil || len(r.TLS.VerifiedChains) == 0) {
			s.refuse(w, http.StatusUnauthorized, "a client certificate is required")
			return
		}
		next(w, r)
	})
}

// Serve answers until ctx ends, and then what it has begun.
func (s *Server) Serve(ctx context.Context) error {
	listener, err := net.Listen("tcp", s.Address)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	return s.ServeOn(ctx, listener)
}

// graceful is how long requests at hand may take at the end.
const graceful = 20 * time.Second

// ServeOn is Serve on a listener, which it closes.
func (s *Server) ServeOn(ctx context.Context, listener net.Listener) error {
	server := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
		BaseContext:    func(net.Listener) context.Context { return context.WithoutCancel(ctx) }, // with its rate of requests
		ErrorLog:       slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug),
	}
	if s.CertFile != "" {
		config, err := s.tls()
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		listener = tls.NewListener(listener, config)
	}
	ended := make(chan error, 1)
	go func() {
		<-ctx.Done()
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
		defer cancel()
		ended <- server.Shutdown(end)
	}()
	s.Log.Info("listening", "address", listener.Addr().String())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return <-ended
}

// certificates are read again when their files have changed.
type certificates struct {
	mu      sync.Mutex
	checked time.Time
	changed time.Time
	current *tls.Certificate
}

func (s *Server) tls() (*tls.Config, error) {
	if _, err := s.certificate(nil); err != nil {
		return nil, err
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: s.certificate}
	if s.ClientCA != "" {
		pool, err := clients(s.ClientCA)
		if err != nil {
			return nil, err
		}
		config.ClientCAs = pool
		config.ClientAuth = tls.VerifyClientCertIfGiven
	}
	return config, nil
}

// clients are the certificates of a file, one of which has signed those of clients.
func clients(path string) (*x509.CertPool, error) {
	pem, err := boundedfile.Read(path, maxCertificates)
	if err != nil {
		return nil, fmt.Errorf("reading the clients' certificates: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("reading the clients' certificates: %s has none in PEM", path)
	}
	return pool, nil
}

// certificate is the server's, read again where the file has changed; one that cannot be read leaves
// the one before in use.
func (s *Server) certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c := &s.certs
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current != nil && time.Since(c.checked) < time.Second {
		return c.current, nil
	}
	c.checked = time.Now()
	info, err := os.Stat(s.CertFile)
	if err == nil && c.current != nil && info.ModTime().Equal(c.changed) {
		return c.current, nil
	}
	fresh, loadErr := tls.LoadX509KeyPair(s.CertFile, s.KeyFile)
	switch {
	case loadErr == nil && err == nil:
		c.current, c.changed = &fresh, info.ModTime()
	case c.current == nil:
		return nil, fmt.Errorf("reading the certificate: %w", errors.Join(err, loadErr))
	default:
		s.Log.Error("the certificate cannot be read again; the one before stays in use", "error", errors.Join(err, loadErr))
	}
	return c.current, nil
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
