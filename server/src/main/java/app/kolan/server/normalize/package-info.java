/// Text normalization for speech: written Hebrew and English as a voice must read it, cut at
/// clauses.
@NullMarked
package app.kolan.server.normalize;

import org.jspecify.annotations.NullMarked;
