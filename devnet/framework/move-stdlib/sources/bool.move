/// The module of the primitive type `bool`, which has no functions.
#[defines_primitive(bool)]
module std::bool;
