// Intrusive doubly linked lists: no allocation, O(1) removal and splicing. An element is in at most one list per Tag
// and leaves it when destroyed.
#pragma once

namespace bs::http {

template <class Tag>
class Link {
public:
    Link() = default;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    ~Link() { unlink(); }

    [[nodiscard]] bool is_linked() const { return next_ != nullptr; }

    void unlink() {
        if (next_ == nullptr) return;
        prev_->next_ = next_;
        next_->prev_ = prev_;
        prev_ = next_ = nullptr;
    }

private:
    template <class T, class OtherTag>
    friend class LinkList;

    Link* prev_ = nullptr;
    Link* next_ = nullptr;
};

// A list of T, where T derives from Link<Tag>. Does not own its elements.
template <class T, class Tag>
class LinkList {
public:
    LinkList() { head_.prev_ = head_.next_ = &head_; }
    LinkList(const LinkList&) = delete;
    LinkList& operator=(const LinkList&) = delete;
    ~LinkList() {
        while (!empty()) head_.next_->unlink();
        head_.prev_ = head_.next_ = nullptr;
    }

    [[nodiscard]] bool empty() const { return head_.next_ == &head_; }

    // Moves the element here from whatever list it is in.
    void push_back(T& element) {
        Link<Tag>& link = element;
        link.unlink();
        link.prev_ = head_.prev_;
        link.next_ = &head_;
        head_.prev_->next_ = &link;
        head_.prev_ = &link;
    }

    // The list must not be empty.
    T& pop_front() {
        Link<Tag>* link = head_.next_;
        link->unlink();
        return static_cast<T&>(*link);
    }

    // Appends everything that `other` holds and leaves it empty.
    void splice_back(LinkList& other) {
        if (other.empty()) return;
        Link<Tag>* first = other.head_.next_;
        Link<Tag>* last = other.head_.prev_;
        other.head_.prev_ = other.head_.next_ = &other.head_;
        first->prev_ = head_.prev_;
        head_.prev_->next_ = first;
        last->next_ = &head_;
        head_.prev_ = last;
    }

private:
    Link<Tag> head_;
};

}  // namespace bs::http
