/// The settings: one record, read once from the environment and kolan.yaml, all problems together.
@NullMarked
package app.kolan.server.config;

import org.jspecify.annotations.NullMarked;
