/// What an operator sets: the environment and `kolan.yaml` as a source, the declaration of a
/// setting, and problems that are reported together. Knows no feature; each feature declares and
/// reads its own.
@NullMarked
package app.kolan.server.settings;

import org.jspecify.annotations.NullMarked;
