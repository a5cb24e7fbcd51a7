/// The doctor from outside, against real proxies.
@NullMarked
package app.kolan.doctor.remote;

import org.jspecify.annotations.NullMarked;
