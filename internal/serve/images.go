package serve

import (
	"encoding/json"
	"fmt"
	"slices"
)

// podSpec has what names images in a pod's specification.
type podSpec struct {
	InitContainers      []container `json:"initContainers"`
	Containers          []container `json:"containers"`
	EphemeralContainers []container `json:"ephemeralContainers"`
	Volumes             []struct {
		Image *struct {
			Reference string `json:"reference"`
		} `json:"image"`
	} `json:"volumes"`
}

type container struct {
	Image string `json:"image"`
}

// object has the places in which objects of Kubernetes have pods.
type object struct {
	Kind string `json:"kind"`
	Spec struct {
		podSpec

		Template    *template `json:"template"`
		JobTemplate *struct {
			Spec struct {
				Template *template `json:"template"`
			} `json:"spec"`
		} `json:"jobTemplate"`
		PodSpec json.RawMessage `json:"podSpec"`
	} `json:"spec"`
	Template *template `json:"template"` // PodTemplate
}

type template struct {
	Spec podSpec `json:"spec"`
}

// images are the images that an object names, sorted and each once; known is false where it is of a
// kind that has no pods as far as we know.
func images(raw json.RawMessage) (names []string, known bool, err error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, false, nil
	}
	var o object
	if err := json.Unmarshal(raw, &o); err != nil {
		return nil, false, fmt.Errorf("reading the object: %w", err)
	}
	specs := []podSpec{o.Spec.podSpec}
	known = o.Kind == "Pod"
	templates := []*template{o.Spec.Template, o.Template}
	if o.Spec.JobTemplate != nil {
		templates = append(templates, o.Spec.JobTemplate.Spec.Template)
	}
	for _, t := range templates {
		if t != nil {
			specs, known = append(specs, t.Spec), true
		}
	}
	for _, s := range specs {
		for _, c := range slices.Concat(s.InitContainers, s.Containers, s.EphemeralContainers) {
			names = append(names, c.Image)
		}
		for _, v := range s.Volumes {
			if v.Image != nil {
				names = append(names, v.Image.Reference)
			}
		}
	}
	names = slices.DeleteFunc(names, func(n string) bool { return n == "" })
	slices.Sort(names)
	names = slices.Compact(names)
	return names, known || len(names) > 0, nil
}
