"""Names to make people up from. Whoever comes of them is invented; a real bearer is chance."""

# Given names as they are met in Medan: Batak, Melayu, Jawa, Nias, Minang, Tionghoa.
MALE = (
    "Ahmad Agus Andi Anto Arif Bambang Bangun Basri Bonar Budi Dahlan Darma Darwin Dedi Edi Eko "
    "Fauzi Gunawan Halomoan Hamdan Hasan Hendra Herman Hotman Husni Ibrahim Idris Indra Irwan Jaya "
    "Jefri Joko Juanda Kardi Karto Kasman Lamhot Lintong Luhut Mahmud Mangasi Mangatur Marlan Marihot "
    "Martua Muhammad Mulyadi Nasir Nurdin Pandapotan Parlindungan Parman Parulian Poltak Poniman "
    "Rahmat Ramli Ridwan Rinto Rizal Robert Rudi Rustam Sahat Saman Samsul Sarwo Slamet Sofyan "
    "Sudirman Sugeng Suharto Supri Surya Sutan Syahrial Tagor Taufik Tigor Togar Tumpal Udin Usman "
    "Wahyu Warsito Wijaya Yohanes Yusuf Zainal Zulkifli"
).split()
FEMALE = (
    "Aisyah Aminah Ani Asnah Berliana Boru Dahlia Delima Derita Desi Dewi Dinar Duma Elisabet Erna "
    "Ester Farida Fatimah Fitri Halimah Hartati Hasnah Hotma Ida Intan Ira Jamilah Juliana Kartini "
    "Kasmi Lasma Lasmaria Lestari Lina Lisbet Mariani Marlina Maya Melati Mei Murni Nani Nasti "
    "Nurhaida Nurhayati Nurlela Nurmala Ponirah Poniyem Ratna Resmi Rina Riris Risma Ropiah Rosdiana "
    "Rosmawati Rukmini Rusmi Saida Salmah Santi Sari Sariani Sarinah Siti Sri Sumiati Sumarni Suminten "
    "Sundari Susi Suyati Tiara Tiominar Tiur Tuti Ulina Wagiyem Warni Winda Yanti Yuliana Yuni Zubaidah"
).split()
SECOND = (
    "Adi Akbar Alam Amal Amin Anwar Arman Asih Aulia Bahagia Bakti Cahaya Damai Eka Gabe Hadi Hakim "
    "Halim Hidayat Indah Iman Jati Kasih Kurnia Laut Mawar Mulia Murni Nauli Nur Pagar Permai Perdana "
    "Purnama Puspa Putra Putri Rahayu Rejeki Saleh Sakti Santoso Satria Sejati Sentosa Setia Siddik "
    "Suci Tama Tua Utama Wati Wibowo Yani Yakin"
).split()
# A family name for most, none for some, as life has it.
FAMILY = (
    "Batubara Ginting Gultom Gulo Halawa Harahap Harefa Hasibuan Hutabarat Hutagalung Hutapea "
    "Lase Laia Limbong Lubis Lumbantobing Malau Manalu Manik Manurung Marpaung Matondang Mendrofa "
    "Munthe Nababan Nainggolan Napitupulu Nasution Ndruru Panggabean Pane Pardede Pasaribu Pohan "
    "Purba Rangkuti Rambe Ritonga Sagala Samosir Saragih Sembiring Siagian Sianipar Siahaan Sibarani "
    "Sihombing Sihotang Silaban Silalahi Silitonga Simanjuntak Simamora Simatupang Sinaga Sinulingga "
    "Siregar Sitanggang Sitepu Sitompul Sitorus Tambunan Tampubolon Tanjung Tarigan Telaumbanua "
    "Waruwu Zai Zebua Zendrato Koto Piliang Chaniago Tan Lim Wijaya Saputra Susanto Siswanto"
).split()
NICKNAMES = (
    "Ucok Butet Amang Inang Pak Lan Mak Tiur Si Gondrong Bang Jek Kak Nur Opung Tulang Wak Leman "
    "Cik Mei Mas To Uda Man Si Kembar Bolang Acai"
).split()
