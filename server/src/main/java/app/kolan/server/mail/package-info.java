/// Mail that the server sends to the people who use it.
@NullMarked
package app.kolan.server.mail;

import org.jspecify.annotations.NullMarked;
