@NullMarked
package app.kolan.server.telephony.echo;

import org.jspecify.annotations.NullMarked;
