FROM buildpack-deps:bookworm
WORKDIR /usr/src/perl
RUN true && curl -fL https://www.cpan.org/src/5.0/perl-5.40.0.tar.xz -o perl-5.40.0.tar.xz \
    && echo 'd5325300ad267624cb0b7d512cfdfcd74fa7fe00c455c5b51a6bd53e5e199ef9 *perl-5.40.0.tar.xz' | sha256sum --strict --check - \
    && tar --strip-components=1 -xaf perl-5.40.0.tar.xz -C /usr/src/perl && rm perl-5.40.0.tar.xz \
    && ./Configure -Darchname=x86_64-linux-gnu -Duse64bitall -Dusethreads -Duseshrplib -Dvendorprefix=/usr/local -des \
    && make -j$(nproc) && make install
WORKDIR /usr/src/app
CMD ["perl5.40.0","-de0"]
