package serve

import (
	"container/list"
	"sync"
	"time"
)

// lru keeps answers for a while, those that were asked for last.
type lru struct {
	mu      sync.Mutex
	most    int
	order   *list.List // of *kept, the one that was asked for last in front
	entries map[string]*list.Element
}

type kept struct {
	key    string
	answer Answer
	until  time.Time
}

func newLRU(most int) *lru {
	return &lru{most: most, order: list.New(), entries: map[string]*list.Element{}}
}

func (l *lru) get(key string, now time.Time) (Answer, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e, ok := l.entries[key]
	if !ok {
		return Answer{}, false
	}
	k := e.Value.(*kept)
	if !now.Before(k.until) {
		l.remove(e)
		return Answer{}, false
	}
	l.order.MoveToFront(e)
	return k.answer, true
}

func (l *lru) put(key string, answer Answer, until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e, ok := l.entries[key]; ok {
		l.remove(e)
	}
	l.entries[key] = l.order.PushFront(&kept{key, answer, until})
	if l.order.Len() > l.most {
		l.remove(l.order.Back())
	}
}

func (l *lru) remove(e *list.Element) {
	delete(l.entries, e.Value.(*kept).key)
	l.order.Remove(e)
}

func (l *lru) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.order.Init()
	clear(l.entries)
}
