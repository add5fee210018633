"""One parse of a page, and what stands where on it.

    tree          elements by tag, in document order; an element's parent, children, text and label
    regions       header, navigation, main part, aside or footer: the region of any element
    blocks        the words of one paragraph, item or box, and where in them each link stands
    surroundings  the block, the list item and the heading around any element

An `Element` is a view of a node of the parser: cheap to make, equal to no other object; its ``key`` identifies the
node. What is asked of an element, and what it costs:

    element.parent, .children      constant; the number of children
    element.text(most), .label()   the nodes inside, at most ``most``
    tree.position(element)         constant; the first call walks the page once
    regions.of(element)            amortized constant: each ancestor is looked at once a page
    surroundings.heading(element)  the logarithm of the headings on the page
    surroundings.block(element)    amortized constant: each block is read once a page, within a budget
    surroundings.item(element)     the same
"""
