/// Plays the vendors of speech and language: servers on loopback that speak the documented wires,
/// and fall ill on request.
@NullMarked
package app.kolan.vendors;

import org.jspecify.annotations.NullMarked;
