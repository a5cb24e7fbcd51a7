/// Realtime models, which hear and speak by themselves: the port, and the providers behind it.
@NullMarked
package app.kolan.server.realtime;

import org.jspecify.annotations.NullMarked;
