//! Given names that are common in the United Kingdom, in lower case and without accents, and words that are names too.

/// Given names that are nothing else: British, Irish, Welsh, South Asian, Arabic, African, Caribbean, Eastern and Southern
/// European, Chinese, Turkish.
pub(super) const GIVEN: &str = "\
aaron abby abigail adam adele adrian agnes aidan aileen aimee alan alannah alastair albert alex \
alexander alexandra alfie alfred alice alicia alison alistair allan allison alma amanda amelia amy \
ana andrea andrew angela angus anita ann anna annabel anne annette annie anthony antonia archie \
arthur ashley audrey barbara barry beatrice becky belinda ben benjamin bernadette bernard beth \
bethany betty beverley bob bobby bradley brenda brendan brian bridget bruce bryan callum cameron \
carl carly caroline carolyn catherine cathy cecilia charles charlie charlotte chelsea cheryl chloe \
chris christina christine christopher cindy claire clare clive colin connor courtney craig cynthia \
daniel danielle danny darren dave david deborah debbie debra declan denise dennis derek desmond \
diana diane dominic donald donna doreen doris dorothy douglas duncan dylan eddie edith edward eileen \
elaine eleanor elizabeth ella ellen ellie elliott elsie emily emma eric erin esther ethan eva evelyn \
ewan fergus fiona florence frances francesca freddie frederick gareth gary gavin gemma geoff \
geoffrey george georgia georgina gerald geraldine gerard gillian glen glenn gloria gordon graham \
greg gregory gwen hannah harriet harrison harry hayley hazel heidi helen helena henry hilary howard \
hugh iain ian imogen irene isaac isabel isabella isla jackie jacob jacqueline jacqui jake james \
jamie jane janet janice jason jayne jeanette jeff jeffrey jemma jenna jennifer jenny jeremy jess \
jessica jill jim jimmy joan joanna joanne jodie joe joel john johnny jon jonathan jordan joseph \
josephine joshua joyce juan judith judy julia julian julie justin karen karl kate katherine kathleen \
kathryn kathy katie katy kay kayleigh keith kelly ken kenneth kerry kevin kieran kim kimberley \
kirsten kirsty kyle laura lauren laurence leah leanne lee leigh leo leon leonard leslie lesley lewis \
liam lillian linda lindsay lindsey lisa liz lorna lorraine louis louise lucas lucinda lucy luke \
lydia lynda lyndsey lynn lynne maddie madeleine malcolm mandy marc marcia marcus margaret maria \
marie marilyn marion marjorie martha martin martyn mary mathew matilda matt matthew maureen maxine \
megan melanie melissa michael michelle mick mike mildred millie miriam mohammad mohammed moira molly \
monica muriel nadine nancy naomi natalie natasha nathan neil neville niall nicholas nicola nicole \
nigel noel noreen norma norman oliver olivia oscar owen pamela patricia patrick paul paula pauline \
pete peter philip philippa phil phillip phoebe phyllis rachael rachel ralph raymond rebecca reece \
reginald rhona rhys richard rita robert roberta roderick rodney roger ronald ronnie rory rosalind \
rosemary rosie ross roy russell ruth ryan sally sam samantha samuel sandra sarah scott sean \
sebastian shane shannon sharon shaun sheila shelley shirley sian simon siobhan sophia sophie stacey \
stanley stella stephanie stephen steve steven stuart susan susanne suzanne sylvia tamsin tanya tara \
teresa terence tessa theresa thomas tim timothy tina toby tom tommy tony tracey tracy trevor tristan \
valerie vanessa vera veronica vicky victoria vincent vivien vivienne walter wayne wendy wilfred \
william winifred yvette yvonne zach zara zoe aled alun angharad anwen bethan blodwen branwen bronwen \
bryn carys catrin ceri ceridwen cerys dafydd delyth dewi dilys eirlys eleri elin eluned emlyn emrys \
ffion gethin glenys glyn gruffydd gwenllian gwilym gwyn gwyneth heledd huw hywel idris iestyn ieuan \
ifan ioan iolo iwan llinos llyr lowri mair mared meinir meirion meleri menna mererid morfudd myfanwy \
nerys nia olwen osian rhian rhiannon rhodri rhydian sioned tegan tomos wyn aisling aoife caoimhe \
ciara cillian eilidh eoin fionnuala grainne hamish kirsteen mairi mhairi niamh oisin orla padraig \
ruaridh sinead aamir aarav abdul abdullah adeel adnan ahmad ahmed aisha ajay akash ali alia aliyah \
amina amir amit amrit ananya anil anish anjali ankit arjun arun asad ashok asif asim asma ayesha \
aziz babar balbir baljit balvinder bilal chandra deepa deepak deepika devi dilip divya faisal farah \
farhan farooq fatima fatimah faisa ganesh gaurav gita gurpreet gurdeep gurmeet habib hafsa hamid \
hamza hardeep harish harjit harpreet hasan hassan hina hussain hussein ibrahim imran indira iqbal \
irfan ishaan ismail jagdeep jamal jamila jaspreet jasvinder jaswinder javed jitendra jyoti kabir \
kamal kamran karan karim kartik kavita khadija khalid kiran kishore kulwinder lakshmi lalit latif \
leila laila madhu mahmood mahmud maha manish manjit manpreet maryam meena meera mehmet mohamed mohan \
mohsin mubarak muhammad mukesh mumtaz munir mustafa nadeem nadia naeem naila nasir nasreen naveed \
navdeep nazia neelam neha nikhil nilesh nisha nita noor omar osman parminder parveen pooja pradeep \
prakash pranav prashant pravin preeti priya priyanka qasim rafiq rahim rahul raj raja rajan rajesh \
rajinder rajiv raju rakesh ramesh rani ranjit rashid ravi ravinder rehana rehman reza riaz ritu riya \
rizwan rohan rohit rubina rukhsana saad sabina sadia saeed saira sajid salim salma salman samina \
samir sana sandeep sangeeta sanjay sanjeev santosh sarita satnam satish seema shabana shabnam shabir \
shah shahid shahida shaista shakeel shazia sheikh shilpa shivani shreya shrikant sita sohail sonal \
sonia sridhar sukhdeep sukhjit sukhvinder suleman sultana sunil sunita suresh surinder sushil swati \
syed tahir tahira tanvir tariq tasneem umar usha usman vijay vikas vikram vinod vishal yasin yasmin \
yasmeen yousef yusuf zahid zahra zainab zakir zeeshan zubair abena abimbola abiodun adaeze adebayo \
adeola adewale afia akosua akua amara amadou aminata bola bukola busisiwe chiamaka chidi chidinma \
chijioke chika chinedu chinwe chioma chukwu damilola delroy dwayne ebele efua ekene emeka emmanuel \
farai femi folake funmilayo funmi godwin ifeanyi ifeoma ikechukwu jermaine kehinde kelechi kofi kojo \
kwabena kwaku kwame lamin latoya leroy lerato makena mamadou mbali modou mwangi naledi ndidi ngozi \
nkechi nkosi nnamdi nneka nomsa nyasha obinna olamide olu olufemi olumide olusegun oluwaseun onyeka \
oumar ousmane rudo sekou segun seun sibusiso sipho tafadzwa taiwo tanisha temitope tendai thabo \
thandi tunde uche wanjiru winston yaw yemi yetunde zodwa zanele abdi abdirahman ayaan faduma fadumo \
hodan ifrah mohamud nasra sagal warsame adrianna agata agnieszka aleksander aleksandra alina aneta \
ania anca andreea andrei andriy andrzej artur barbora bartek bartosz beata bogdan boris boguslaw \
bozena cezary cristian cristina dagmara dana daniela danuta dariusz dmitri dominika dorota edyta \
elena elzbieta emil ewa ewelina filip florin gabriela galina georgeta gheorghe grazyna grzegorz \
halina hanna ilie igor ilona ioana ionela irena irina iryna ivan ivana iwona izabela jacek jadwiga \
jakub jan janusz jarek jaroslaw jaroslav jerzy jiri jolanta justyna kamil kamila karolina kasia \
katarzyna katya kinga kristina krystyna krzysztof ksenia larisa lenka leszek lidia lucyna ludmila \
lukasz lyudmila maciej magda magdalena maja malgorzata marcin marek mariana mariusz marta marzena \
mateusz michal mihaela mihai mikhail milan milena miroslav monika natalia nadezhda nikita nikolai \
nikola oana oksana olena oleksandr olga pavel pawel petra petru piotr przemyslaw radek radoslaw radu \
renata roman roxana ryszard sergei serhii simona slawomir stanislav stanislaw stefan svetlana sylwia \
szymon tadeusz tamara tatiana teodora tomasz tomas urszula vasile vasyl viktor viktoria violeta \
vladimir volodymyr waldemar wanda wieslaw wiktoria wioletta wladyslaw wojciech yana yulia yuri \
zbigniew zdenek zofia zuzanna alessandro andreas antonio carlos carmen chiara costas dimitris eleni \
enrique fernando francesco francisco gianni giorgos giovanni giulia giuseppe ignacio ines javier \
joao joaquim jorge jose luca lucia luigi luis manuel marco matteo miguel nikos pablo paolo pedro \
raquel ricardo roberto rosa sergio sofia stavros valentina vincenzo yannis ahmet ayse elif emine \
fatma hakan huseyin murat ozlem serkan yilmaz zeynep chen jing lin ling mei ming qing tao wei xiao \
xin yan ying yong yuki kenji akiko hiroshi minh nguyen linh thanh thuy dan ted ron stan viv val gill \
les nat mel jo ed lou jasmine jean spencer stacy terry tyler vernon josh singh roz sid freya theo \
theodore arlo finn finlay finley ottilie darcy harley riley reuben rupert hugo jasper felix sienna \
maisie orlando otis quentin rufus tobias xavier ada alba albie alec alyssa amelie ariana arianna \
aurora ava ayla bertie bella briony brody caleb callie camilla casper celia celine cassie cecil \
clara clarence clifford clement cora cordelia cyril della delia dexter edgar edmund edna eloise \
elliot emilia ernie esme estelle ethel eugene evan evie fabian faye flo frankie fred freda gail \
gilbert giselle greta gwendoline hattie henrietta herbert hester hollis horace ida ingrid ivor jared \
jarvis jasmin jenson jocelyn josie josiah juliet juliette kara keira kelsey kenny kristen kristian \
kurt kylie lachlan lara larry lars lena lettie lexi lilian lola lottie mabel mae maggie magnus mavis \
maud maurice melvin mervyn mia millicent milo mina minnie mira muhammed myra myles nell nellie nina \
noah nora ollie ophelia oswald pam patsy percival perry polly portia priscilla quinn ramona raphael \
regina rene roland romeo ronan rosalie rowena sasha saul seamus selina seth sheena sheryl sidney \
silas simone solomon sonya sybil tabitha thea thelma theodora tilly una ursula verna vince warren \
wesley wilf wilma winnie yolanda";

/// Given names that are words as well: names only where they are written like one.
pub(super) const GIVEN_WORDS: &str = "\
amber angel april art august autumn basil bill bonny brandy brook buddy carol cherry chance charity \
chase christian clay cliff coral crystal daisy dale dawn dean dolly drake drew duke earl ernest eve \
faith fern flora frank gay gene ginger glory grace grant guy harmony harper heath heather herb holly \
hope hunter iris ivy jack jade jewel joy june justice kit lance laurel liberty lily mark mason max \
may melody mercy merry miles myrtle nick noble olive page pat patience patty pearl penny percy piper \
poppy prince prudence ray rich river robin rob rod rocky rose rosy rowan ruby rusty sage sandy \
savannah skip sky skye sonny star stew storm sue summer sunny trinity victor viola violet wade ward \
will willow winter dev ram ping ion ola nana reg rex gem asha bea bee ama ade min jun don mat";

/// Words that may be surnames or short names on a list of staff: names only where they are on it and written like one.
pub(super) const LISTED_WORDS: &str = "\
ash bay berry bishop blue booth brown butcher baker banks barber bell best bird black bolt bond boss \
bowl bridge bright bush butler buck burns bank brooks camp carpenter carter case chapel child chuck \
church coal cole colt constance cook cooper cotton cox crisp cross day dell den dock doe early east \
eden english farmer fay field finch fisher flint forest foster fountain fox freeman french frost \
gale gardener garland gentle glad glass gold golden good goodman gray green grey grove hall hale \
hardy hart hill hood hook horn house hunt ice iron ivory jay jewell jersey just kay keen kind king \
knight lake lamb land lane lark lash law lawn little long love low lynx major marks marina marsh \
marshall mercer mill miller milling mills moody moon moor moore moss mount neat nettle new nor north \
nova oak ocean pace paige park parker parks parry peace pepper pitt pound power powers price pride \
rain raven read reader red reed rice rock round royal rush salt sands savage sharp shaw sheppard \
shepherd shore short silver singer slater small smart smith snow son south spring steel stone story \
street strong summers swan swift tailor taylor temple tiger tidy trace trip turner ty umber van \
valentine vale verity waite walker wall wallace warden waters weaver webb wells west wheat wheeler \
white wise wolf wood woods woody worth wren wright young yard an at be but by do for go he her him \
his in is it me my no not of on or our so the them to up us we who you all and are as has have had \
was were with that this from they she must ton bin al";

/// Words that are no part of a name where they are written with a capital: beginnings of sentences, days, places, tools.
pub(super) const NO_NAME: &str = "\
i i'm i've i'd i'll im ive a an the and or but so if it it's its he she they we you this that there \
these those my our your his her their not no yes please thanks thank when what who why how where \
which is are was were has have had do does did can could will would should may might must all also \
as at by for from in of on to with than then too very more most some any many much few every each \
other another monday tuesday wednesday thursday friday saturday sunday january february march april \
june july august september october november december hr it ict teams team outlook excel zoom word \
powerpoint sharepoint microsoft office windows google apple council councils department departments \
service services directorate directorates section division unit group committee board bank day days \
holiday holidays house hall street road lane centre center school schools library libraries social \
care adult adults children children's public health nhs union unison gmb unite christmas easter \
ramadan eid diwali covid brexit london manchester birmingham leeds liverpool cardiff edinburgh \
glasgow belfast wales england scotland ireland britain british welsh english scottish irish european \
uk eu town city civic county borough manager managers management director directors head heads \
leader leaders leadership senior chief executive staff colleague colleagues people everyone nobody \
survey plan policy strategy programme project review report feedback communication communications \
training pay grade band because however although since before after during while until unless better \
good great best new old first last next only just even still always never working work works get \
give make take let need needs keep stop start";
