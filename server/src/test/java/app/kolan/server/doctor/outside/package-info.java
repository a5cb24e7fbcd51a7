/// The doctor from outside, against real proxies.
@NullMarked
package app.kolan.server.doctor.outside;

import org.jspecify.annotations.NullMarked;
