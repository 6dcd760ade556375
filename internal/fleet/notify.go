package fleet

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

const (
	// SignatureHeader has "sha256=" and the HMAC-SHA-256 of the body in hex, as GitHub's webhooks do.
	SignatureHeader = "X-Pratique-Signature-256"

	notifyTries = 4
	notifyTime  = 15 * time.Second
)

// Notification is what a webhook gets.
type Notification struct {
	Bundle  string   `json:"bundle"`
	Changes []Change `json:"changes"`
}

// Notify posts a notification to a URL, signed where there is a secret, and tries again a few times
// where that fails.
func Notify(ctx context.Context, client *http.Client, url, secret string, n Notification) error {
	body, err := json.Marshal(n)
	if err != nil {
		return err
	}
	for try := 0; ; try++ {
		if err = post(ctx, client, url, secret, body); err == nil {
			return nil
		}
		var final permanent
		if try == notifyTries-1 || errors.As(err, &final) {
			return fmt.Errorf("notifying %s: %w", url, err)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("notifying %s: %w", url, context.Cause(ctx))
		case <-time.After(backoff << try):
		}
	}
}

// backoff is the first time between two tries; tests shorten it.
var backoff = time.Second

// permanent is an error that trying again would not change.
type permanent struct{ error }

func post(ctx context.Context, client *http.Client, url, secret string, body []byte) error {
	ctx, cancel := context.WithTimeout(ctx, notifyTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return permanent{err}
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "pratique")
	if secret != "" {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write(body)
		request.Header.Set(SignatureHeader, "sha256="+hex.EncodeToString(mac.Sum(nil)))
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, _ = io.CopyN(io.Discard, response.Body, 64<<10)
	switch {
	case response.StatusCode < 300:
		return nil
	case response.StatusCode >= 500 || response.StatusCode == http.StatusTooManyRequests:
		return fmt.Errorf("it answers %s", response.Status)
	}
	return permanent{fmt.Errorf("it answers %s", response.Status)}
}
