/// The settings: read once from the environment and kolan.yaml, with all problems reported
/// together.
@NullMarked
package app.kolan.server.settings;

import org.jspecify.annotations.NullMarked;
