package bundlefile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pratique-dev/pratique/translate/anchore"
)

// Item is a whitelist item. TriggerID is a pattern as Anchore reads it (see
// Literal); Comment and ExpiresOn may be "".
type Item struct {
	ID        string `json:"id"`
	Comment   string `json:"comment,omitzero"`
	Gate      string `json:"gate"`
	TriggerID string `json:"trigger_id"`
	ExpiresOn string `json:"expires_on,omitzero"`
}

func (i Item) value() *anchore.Value {
	members := [][2]string{{"id", i.ID}, {"comment", i.Comment}, {"gate", i.Gate}, {"trigger_id", i.TriggerID}, {"expires_on", i.ExpiresOn}}
	members = slices.DeleteFunc(members, func(m [2]string) bool { return m[1] == "" && (m[0] == "comment" || m[0] == "expires_on") })
	v := &anchore.Value{Kind: anchore.Object}
	for _, m := range members {
		v.Keys, v.Items = append(v.Keys, m[0]), append(v.Items, text(m[1]))
	}
	return v
}

func text(s string) *anchore.Value { return &anchore.Value{Kind: anchore.String, Text: s} }

// Literal is the pattern of a whitelist item that matches exactly one trigger
// id. Anchore takes a star for any text, and what begins with regexp: for a
// regular expression (compatibility.md#patterns).
func Literal(triggerID string) string {
	if !strings.Contains(triggerID, "*") && !strings.HasPrefix(anchore.Strip(triggerID), "regexp:") {
		return triggerID
	}
	var b strings.Builder
	b.WriteString("regexp:")
	for _, r := range triggerID {
		if strings.ContainsRune(`\.+*?()|[]{}^$`, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String() + `\Z`
}

// Items writes a list of items as a bundle has them.
func Items(items []Item) []byte {
	list := &anchore.Value{Kind: anchore.Array}
	for _, i := range items {
		list.Items = append(list.Items, i.value())
	}
	var f File
	f.unit = indentation
	v, err := f.write(list, "item", "\n")
	if err != nil {
		return nil
	}
	return append(v.Pack(), '\n')
}

// AddItems puts items into the whitelist of that id, which is made where there
// is none. An item that is there with the same gate and trigger id is not added
// again: it gets the new one's expiry, and its comment where it has one. It says
// how many were added and how many renewed.
func (f *File) AddItems(id string, items []Item) (added, renewed int, err error) {
	root, err := decode(f.Text())
	if err != nil {
		return 0, 0, err
	}
	pointer, there, err := f.whitelist(root, id)
	if err != nil {
		return 0, 0, err
	}
	for _, item := range items {
		key := item.Gate + "\x00" + item.TriggerID
		if at, ok := there[key]; ok {
			if err := f.renew(at, item); err != nil {
				return added, renewed, err
			}
			renewed++
			continue
		}
		if err := f.add(pointer+"/items", item.value(), "item"); err != nil {
			return added, renewed, err
		}
		added++
	}
	return added, renewed, nil
}

// whitelist is the pointer of the whitelist of that id, and those of its items
// by gate and trigger id.
func (f *File) whitelist(root *anchore.Value, id string) (pointer string, items map[string]string, err error) {
	list := root.Get("whitelists")
	if list.IsNone() {
		list = &anchore.Value{Kind: anchore.Array}
		if err := f.set("", "whitelists", list); err != nil {
			return "", nil, err
		}
	}
	for _, w := range list.Items {
		if w.Get("id").String() == id {
			return w.Pointer, itemsOf(w), nil
		}
	}
	fresh := &anchore.Value{
		Kind:  anchore.Object,
		Keys:  []string{"id", "name", "version", "items"},
		Items: []*anchore.Value{text(id), text(id), text("1_0"), {Kind: anchore.Array}},
	}
	return "/whitelists/" + strconv.Itoa(len(list.Items)), nil, f.add("/whitelists", fresh, "whitelist")
}

func itemsOf(whitelist *anchore.Value) map[string]string {
	pointers := map[string]string{}
	list := whitelist.Get("items")
	if list == nil || list.Kind != anchore.Array {
		return pointers
	}
	for _, i := range list.Items {
		pointers[anchore.Lower(i.Get("gate").String())+"\x00"+i.Get("trigger_id").String()] = i.Pointer
	}
	return pointers
}

func (f *File) renew(pointer string, item Item) error {
	if item.Comment != "" {
		if err := f.set(pointer, "comment", text(item.Comment)); err != nil {
			return err
		}
	}
	if item.ExpiresOn == "" {
		return f.unset(pointer, "expires_on")
	}
	return f.set(pointer, "expires_on", text(item.ExpiresOn))
}

// UseWhitelist adds a whitelist to those of the mapping at pointer; it says
// whether it was not there before.
func (f *File) UseWhitelist(mapping, id string) (bool, error) {
	root, err := decode(f.Text())
	if err != nil {
		return false, err
	}
	for _, m := range root.Get("mappings").Items {
		if m.Pointer != mapping {
			continue
		}
		ids := m.Get("whitelist_ids")
		if ids.IsNone() {
			return true, f.set(mapping, "whitelist_ids", &anchore.Value{Kind: anchore.Array, Items: []*anchore.Value{text(id)}})
		}
		if slices.ContainsFunc(ids.Items, func(v *anchore.Value) bool { return v.String() == id }) {
			return false, nil
		}
		return true, f.add(mapping+"/whitelist_ids", text(id), "")
	}
	return false, fmt.Errorf("editing the bundle: there is no %s", mapping)
}

// RemoveItems takes the whitelist items at the pointers out.
func (f *File) RemoveItems(pointers []string) error {
	places := map[string][]int{}
	var lists []string
	for _, p := range pointers {
		at := strings.LastIndexByte(p, '/')
		place, err := strconv.Atoi(p[at+1:])
		if err != nil {
			return fmt.Errorf("editing the bundle: %s is not a element of a list", p)
		}
		if places[p[:at]] == nil {
			lists = append(lists, p[:at])
		}
		places[p[:at]] = append(places[p[:at]], place)
	}
	for _, list := range lists {
		slices.Sort(places[list])
		if err := f.remove(list, slices.Compact(places[list])); err != nil {
			return err
		}
	}
	return nil
}
