/// Recognisers of vendors, played: sockets and requests as the vendors document them, with an ear
/// for known clips.
@NullMarked
package app.kolan.vendors.recogniser;

import org.jspecify.annotations.NullMarked;
