/// The sentences that Kolan ships: their texts, how they are rendered into audio, and the library
/// that serves them.
@NullMarked
package app.kolan.server.prompts;

import org.jspecify.annotations.NullMarked;
