package main

import (
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/pratique-dev/pratique/evaluate/policy"
)

func nowFlag() cli.Flag {
	return &cli.StringFlag{Name: "now", Usage: "evaluation time (`RFC3339`), for expiry and age rules"}
}

// clock is --now, or the time.
func clock(c *cli.Context) (time.Time, error) {
	text := c.String("now")
	if text == "" {
		return time.Now().UTC(), nil
	}
	now, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return now, usage(c, "--now is %q, expected a time such as 2024-03-15T12:00:00Z", text)
	}
	return now.UTC(), nil
}

func onErrorFlag(failing string) cli.Flag {
	return &cli.StringFlag{Name: "on-error", Usage: "if a rule cannot be evaluated: `fail` (" + failing + ") or warn", Value: string(policy.OnErrorFail)}
}

func strictFactsFlag() cli.Flag {
	return &cli.BoolFlag{Name: "strict-facts", Usage: "every problem of reading what a rule needs is an error of the rule, also those that are warnings otherwise"}
}

func redactDockerfileFlag(what string) cli.Flag {
	return &cli.BoolFlag{Name: "redact-dockerfile", Usage: "take the values of secrets out of " + what}
}

// onErrorOf is --on-error.
func onErrorOf(c *cli.Context) (policy.OnError, error) {
	value := policy.OnError(c.String("on-error"))
	return value, oneOf(c, "on-error", string(policy.OnErrorFail), string(policy.OnErrorWarn))
}

// oneOf is an error where the value of a flag is none of those allowed.
func oneOf(c *cli.Context, flag string, allowed ...string) error {
	if value := c.String(flag); !slices.Contains(allowed, value) {
		return usage(c, "--%s is %q, expected one of %s%s", flag, value, strings.Join(allowed, ", "), didYouMean(value, allowed))
	}
	return nil
}
