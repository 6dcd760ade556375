package benchmark

import "slices"

// Below says whether the total score is less than a percentage. Nothing scored is less
// than anything.
func (r *Report) Below(percent float64) bool {
	if r.Total.Max == 0 {
		return percent > 0
	}
	return 100*r.Total.Score < percent*r.Total.Max
}

// Failed are those of the controls that are no pass and not excused: a control that
// nobody could decide is not one that holds.
func (r *Report) Failed(ids []string) []string {
	var failed []string
	for _, c := range r.Controls {
		if slices.Contains(ids, c.ID) && c.State != Pass && c.State != NotApplicable {
			failed = append(failed, c.ID)
		}
	}
	return failed
}

// Lacks are those of the ids that no control of the definition has.
func (d *Definition) Lacks(ids []string) []string {
	var unknown []string
	for _, id := range ids {
		if !slices.ContainsFunc(d.Controls, func(c Control) bool { return c.ID == id }) {
			unknown = append(unknown, id)
		}
	}
	return unknown
}

// HasProfile says whether the definition has a profile of the id.
func (d *Definition) HasProfile(id string) bool {
	return slices.ContainsFunc(d.Profiles, func(p Profile) bool { return p.ID == id })
}
