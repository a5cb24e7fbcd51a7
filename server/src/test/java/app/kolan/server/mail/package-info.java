/// Mail and its settings.
@NullMarked
package app.kolan.server.mail;

import org.jspecify.annotations.NullMarked;
