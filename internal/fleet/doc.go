// Package fleet judges a registry's worth of images without a server or a database: a plan says
// which images there are, shards of it are arithmetic, and facts and decisions lie in the
// registry. The same plan, bundle and data give the same keys, so that what was judged once is not
// judged again, by whichever process.
package fleet

const (
	// PlanType is the media type of a plan.
	PlanType = "application/vnd.pratique.plan.v1+jsonl"
	// FactsType is that of an image's facts: an input document, as JSON in zstd.
	FactsType = "application/vnd.pratique.document.v1+json+zstd"
	// NeedsType is that of the list of needs that facts were extracted for.
	NeedsType = "application/vnd.pratique.needs.v1+json"
	// DecisionType is that of a decision.
	DecisionType = "application/vnd.pratique.decision.v1+json"

	// FirstSeenType is that of the times when vulnerabilities were first matched, beside a decision.
	FirstSeenType = "application/vnd.pratique.first-seen.v1+json"

	prefix = "dev.pratique."
	// Annotations of artifacts.
	annotationKey       = prefix + "key"
	annotationSubject   = prefix + "subject"
	annotationReference = prefix + "reference"
	annotationBundle    = prefix + "bundle"
	annotationName      = prefix + "bundle.name"
	annotationAction    = prefix + "final_action"
	annotationEvaluated = prefix + "evaluated_at"
	annotationExpires   = prefix + "expires"
	annotationFacts     = prefix + "facts"
	annotationNeeds     = prefix + "needs"
	annotationExtractor = prefix + "extractor"
	annotationIndex     = prefix + "vulnerabilities"
)

// None is the action of an image that can never be judged: it is broken, or has no such platform.
const None = "none"
