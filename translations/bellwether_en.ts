<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>bw::CandleChart</name>
    <message numerus="yes">
        <source>%1, %n candle(s) in one</source>
        <translation>
            <numerusform>%1, %n candle in one</numerusform>
            <numerusform>%1, %n candles in one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▲ %n order(s) above</source>
        <translation>
            <numerusform>▲ %n order above</numerusform>
            <numerusform>▲ %n orders above</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▼ %n order(s) below</source>
        <translation>
            <numerusform>▼ %n order below</numerusform>
            <numerusform>▼ %n orders below</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bw::HeadlineDesk</name>
    <message numerus="yes">
        <source>%n line(s) were left out: add at most 50 at once.</source>
        <translation>
            <numerusform>%n line was left out: add at most 50 at once.</numerusform>
            <numerusform>%n lines were left out: add at most 50 at once.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bw::PaperWords</name>
    <message numerus="yes">
        <source>Every order, change and cancel is on its way for %n ms before it counts.</source>
        <translation>
            <numerusform>Every order, change and cancel is on its way for %n ms before it counts.</numerusform>
            <numerusform>Every order, change and cancel is on its way for %n ms before it counts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From %1 to %2, with at most %n decimal(s).</source>
        <translation>
            <numerusform>From %1 to %2, with at most %n decimal.</numerusform>
            <numerusform>From %1 to %2, with at most %n decimals.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bw::PortfolioPanel</name>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bw::SpreadPanel</name>
    <message numerus="yes">
        <source>%n point(s) were lost while the window was busy</source>
        <translation>
            <numerusform>%n point was lost while the window was busy</numerusform>
            <numerusform>%n points were lost while the window was busy</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bw::TicketPanel</name>
    <message numerus="yes">
        <source>%1 And %n more.</source>
        <translation>
            <numerusform>%1 And %n more.</numerusform>
            <numerusform>%1 And %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bw::KeyAlarm</name>
    <message numerus="yes">
        <source>%n order(s) stand at the venue.</source>
        <translation>
            <numerusform>%n order stands at the venue.</numerusform>
            <numerusform>%n orders stand at the venue.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bw::Keys</name>
    <message numerus="yes">
        <source>Works from %n address(es) alone.</source>
        <translation>
            <numerusform>Works from %n address alone.</numerusform>
            <numerusform>Works from %n addresses alone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bw::SwitchDialog</name>
    <message numerus="yes">
        <source>%n change(s) of stops, leverage or mode may or may not have taken effect.</source>
        <translation>
            <numerusform>%n change of stops, leverage or mode may or may not have taken effect.</numerusform>
            <numerusform>%n changes of stops, leverage or mode may or may not have taken effect.</numerusform>
        </translation>
    </message>
</context>
</TS>
