package app.kolan.server.prompts;

import java.time.Duration;

/// A sound of a business's own, as [SoundStore] keeps it.
///
/// @param hash [ContentHash] of its MP3 file: its name wherever it is referred to
/// @param length how long it takes
public record OwnSound(String hash, Duration length) {}
