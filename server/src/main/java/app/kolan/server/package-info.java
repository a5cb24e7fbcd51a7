/// The phone agent: its entry point.
@NullMarked
package app.kolan.server;

import org.jspecify.annotations.NullMarked;
