/// Speech is told from what is none: one port, and the detectors behind it.
@NullMarked
package app.kolan.server.call.activity;

import org.jspecify.annotations.NullMarked;
