/// What the network is set to.
module sui::protocol_config;

/// Whether a feature of the network is on; false for one that it does not know.
public(package) native fun is_feature_enabled(feature_flag_name: vector<u8>): bool;
