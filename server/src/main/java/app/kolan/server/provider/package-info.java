/// What all providers of speech and language have in common: how they are reached, and how they
/// fail.
@NullMarked
package app.kolan.server.provider;

import org.jspecify.annotations.NullMarked;
