/// Stories of callers, in which it is written what is expected of the receptionist, and how often
/// it meets that.
@NullMarked
package app.kolan.server.eval;

import org.jspecify.annotations.NullMarked;
