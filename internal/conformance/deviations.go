package conformance

// Deviations are the recorded cases in which we mean to differ from Anchore
// Engine, each with the number of the quirk that we do not keep.
var Deviations = map[string]int{}
