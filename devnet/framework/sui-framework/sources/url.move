/// Text that stands for a URL. Nothing checks that it is one.
module sui::url;

use std::ascii::String;

public struct Url has copy, drop, store {
    url: String,
}

/// A URL of this text.
public fun new_unsafe(url: String): Url {
    Url { url }
}

/// A URL of these bytes. Aborts with `std::ascii::EInvalidASCIICharacter`.
public fun new_unsafe_from_bytes(bytes: vector<u8>): Url {
    new_unsafe(bytes.to_ascii_string())
}

/// The text.
public fun inner_url(self: &Url): String {
    self.url
}

/// Puts another text in.
public fun update(self: &mut Url, url: String) {
    self.url = url;
}
