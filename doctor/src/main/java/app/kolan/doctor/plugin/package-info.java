/// The doctor beside a running server, whose console and API have it look.
@NullMarked
package app.kolan.doctor.plugin;

import org.jspecify.annotations.NullMarked;
